// The system's libsodium. The header's own folder comes from pkg-config.
#include <sodium.h>
