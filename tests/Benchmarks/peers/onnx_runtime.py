"""ONNX Runtime through its C library, which onnxruntime-node brings: Debian has no Python package of it. ctypes releases the lock, as that does."""
from ctypes import CDLL, CFUNCTYPE, POINTER, byref, c_char_p, c_float, c_int, c_int64, c_size_t, c_uint32, c_void_p, cast
from pathlib import Path

import numpy

LIBRARY = CDLL(str(next(Path(__file__).parent.glob("node_modules/onnxruntime-node/bin/*/linux/x64/libonnxruntime.so.1"))))
LIBRARY.OrtGetApiBase.restype = c_void_p
VERSION = 17
WARNING, ARENA, DEFAULT_MEMORY, FLOAT = 2, 0, 0, 1
BASE = cast(LIBRARY.OrtGetApiBase(), POINTER(c_void_p))
API = cast(CFUNCTYPE(c_void_p, c_uint32)(BASE[0])(VERSION), POINTER(c_void_p))


def function(index, *types, result=c_void_p):
    """By its place in OrtApi, to which releases only append."""
    return CFUNCTYPE(result, *types)(API[index])


def call(index, types, *arguments):
    status = function(index, *types)(*arguments)
    if status:
        raise RuntimeError(function(2, c_void_p, result=c_char_p)(status).decode())


POINTERS = POINTER(c_void_p)
RUN = function(9, c_void_p, c_void_p, POINTER(c_char_p), POINTERS, c_size_t, POINTER(c_char_p), c_size_t, POINTERS)
CREATE = function(49, c_void_p, c_void_p, c_size_t, POINTER(c_int64), c_size_t, c_int, POINTERS)
DATA = function(51, c_void_p, POINTER(POINTER(c_float)))
RELEASE = function(96, c_void_p, result=None)


class Session:
    """One thread a run, as everywhere here."""

    def __init__(self, model, source, target):
        environment, options, self.session, self.memory = c_void_p(), c_void_p(), c_void_p(), c_void_p()
        call(3, (c_int, c_char_p, POINTERS), WARNING, b"server", byref(environment))
        call(10, (POINTERS,), byref(options))
        call(24, (c_void_p, c_int), options, 1)
        call(7, (c_void_p, c_char_p, c_void_p, POINTERS), environment, str(model).encode(), options, byref(self.session))
        call(69, (c_int, c_int, POINTERS), ARENA, DEFAULT_MEMORY, byref(self.memory))
        self.source, self.target = (c_char_p * 1)(source.encode()), (c_char_p * 1)(target.encode())

    def run(self, values, length):
        values = numpy.ascontiguousarray(values, numpy.float32)
        shape = (c_int64 * 4)(1, *values.shape)
        given, made, data = c_void_p(), c_void_p(), POINTER(c_float)()
        status = (
            CREATE(self.memory, values.ctypes.data, values.nbytes, shape, 4, FLOAT, byref(given))
            or RUN(self.session, None, self.source, byref(given), 1, self.target, 1, byref(made))
            or DATA(made, byref(data))
        )
        if status:
            raise RuntimeError(function(2, c_void_p, result=c_char_p)(status).decode())
        result = numpy.ctypeslib.as_array(data, (length,)).copy()
        RELEASE(given)
        RELEASE(made)
        return result
