"""One contender of the benchmark: bytes to tensor with Pillow and numpy. Speaks as worker.js does. With "draft", JPEG at reduced size."""
import json
import sys
import time

from pillow_tensor import tensor

draft = sys.argv[1:] == ["draft"]

for line in sys.stdin:
    _, count, _, *names = line.split()
    images = [open(name, "rb").read() for name in names]
    started, cpu = time.perf_counter(), time.process_time()
    for index in range(int(count)):
        values = tensor(images[index % len(images)], draft)
    wall, cpu = time.perf_counter() - started, time.process_time() - cpu
    print(json.dumps({"wall": wall * 1000 / int(count), "cpu": cpu * 1000 / int(count)}), flush=True)
