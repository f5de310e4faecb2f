// The system's line editor; its variadic functions are wrapped in CEditline.
#include <histedit.h>
