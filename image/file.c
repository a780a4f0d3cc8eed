#include "image/private.h"
