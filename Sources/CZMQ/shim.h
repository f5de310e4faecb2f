// The system's ZeroMQ. The header's own folder comes from pkg-config.
#include <zmq.h>
