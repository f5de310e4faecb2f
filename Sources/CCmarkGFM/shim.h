// The system's parser of GitHub-flavoured Markdown. The headers' own folder comes from pkg-config.
#include <cmark-gfm.h>
#include <cmark-gfm-core-extensions.h>
