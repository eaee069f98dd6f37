// SPDX-License-Identifier: Apache-2.0
#include <zlib.h>

/// inflateInit2() is a macro, which Swift does not see. 32 more window bits: the header tells gzip from zlib.
static inline int czlib_inflate_init(z_stream *stream) { return inflateInit2(stream, 15 + 32); }
