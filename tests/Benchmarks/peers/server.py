"""An HTTP server in Python: a picture's bytes in, the best label as the answer. A thread a connection; Pillow and ONNX Runtime release the lock."""
import json
import os
import sys
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from pathlib import Path

import numpy

from onnx_runtime import Session
from pillow_tensor import tensor

folder = Path(sys.argv[1])
labels = (folder / "labels.txt").read_text().splitlines()
session = Session(folder / "model.onnx", "image", "logits")


class Handler(BaseHTTPRequestHandler):
    protocol_version = "HTTP/1.1"

    def do_POST(self):
        body = self.rfile.read(int(self.headers["content-length"]))
        logits = session.run(tensor(body), len(labels))
        powers = numpy.exp(logits - logits.max())
        scores = {labels[index]: float(powers[index] / powers.sum()) for index in numpy.argsort(-powers)}
        answer = json.dumps({"label": next(iter(scores)), "scores": scores}).encode()
        self.send_response(200)
        self.send_header("content-type", "application/json")
        self.send_header("content-length", str(len(answer)))
        self.end_headers()
        self.wfile.write(answer)

    def log_message(self, *_):
        pass


class Server(ThreadingHTTPServer):
    request_queue_size = 128


Server(("127.0.0.1", int(os.environ["PORT"])), Handler).serve_forever()
