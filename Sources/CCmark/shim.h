// The system's CommonMark parser. The header's own folder comes from pkg-config.
#include <cmark.h>
