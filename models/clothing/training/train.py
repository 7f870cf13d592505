#!/usr/bin/python3
"""Trains the clothing model from scratch and exports it as ONNX, with its model card's results and golden files.

    train.py train DATASET [--epochs N]   writes model.onnx, its hash into model.json, golden/ and training/results.json
    train.py evaluate DATASET             accuracy of the exported model.onnx on DATASET/validation

DATASET holds train/<label>/*.jpg and validation/<label>/*.jpg.
On Debian: apt-get install python3-torch python3-onnx python3-pil; run with /usr/bin/python3.
"""

import argparse
import copy
import hashlib
import json
import re
import time
from pathlib import Path

import numpy as np
import onnx
import onnx.numpy_helper
import torch
from PIL import Image
from torch.nn import functional

import garments
from network import INPUT_SIZE, Network, fused

MODEL = Path(__file__).resolve().parent.parent
MEAN, STD = (0.485, 0.456, 0.406), (0.229, 0.224, 0.225)
SOURCE_SIZE = 128  # training pictures are kept at this size, and augmentation samples INPUT_SIZE from it
DRAWN_SEEDS = 1000  # below are the seeds of the sample images
GOLDEN_SEED = 2


def preprocess(path) -> torch.Tensor:
    """What model.json states: RGB, stretched to INPUT_SIZE (bilinear), (x / 255 - mean) / std, NCHW."""
    with Image.open(path) as image:
        pixels = np.asarray(image.convert("RGB").resize((INPUT_SIZE, INPUT_SIZE), Image.BILINEAR))
    values = (pixels.astype(np.float32) / np.float32(255) - np.float32(MEAN)) / np.float32(STD)
    return torch.from_numpy(values.transpose(2, 0, 1).copy())


def files(folder: Path):
    return [(path, label) for label, name in enumerate(garments.LABELS) for path in sorted((folder / name).iterdir())]


def shrink(image: Image.Image) -> np.ndarray:
    return np.asarray(image.convert("RGB").resize((SOURCE_SIZE, SOURCE_SIZE), Image.BILINEAR)).transpose(2, 0, 1)


class Data:
    """All training pictures in memory: photographs, then drawings."""

    def __init__(self, folder: Path, drawings: int, drawn_share: float):
        pictures, labels = [], []
        for path, label in files(folder):
            with Image.open(path) as image:
                pictures.append(shrink(image))
            labels.append(label)
        self.photographs = len(labels)
        for index in range(drawings):
            label = index % len(garments.LABELS)
            pictures.append(shrink(garments.draw(garments.LABELS[label], DRAWN_SEEDS + index)))
            labels.append(label)
        self.pictures = torch.from_numpy(np.stack(pictures))
        self.labels = torch.tensor(labels)
        counts = torch.bincount(self.labels[: self.photographs]).float()
        weights = counts.pow(-0.5)[self.labels]  # between the natural distribution and an equal one
        weights[: self.photographs] *= (1 - drawn_share) / weights[: self.photographs].sum()
        if drawings:
            weights[self.photographs:] *= drawn_share / weights[self.photographs:].sum()
        self.weights = weights

    def epoch(self, batch_size):
        order = torch.multinomial(self.weights, self.photographs // batch_size * batch_size, replacement=True)
        for indices in order.split(batch_size):
            yield augment(self.pictures[indices].float() / 255), self.labels[indices]


def augment(x: torch.Tensor) -> torch.Tensor:
    """Random affine, flip, colour and erasing, each picture by itself; then normalization."""
    n = len(x)

    def uniform(low, high, *shape):
        return torch.empty(n, *shape).uniform_(low, high)

    zoom, aspect, angle = uniform(0.6, 1.08), uniform(-0.12, 0.12).exp(), uniform(-0.3, 0.3)
    flip = (torch.rand(n) < 0.5).float() * 2 - 1
    room = (1 - zoom).abs() + 0.06
    theta = torch.stack([
        torch.stack([zoom * aspect * angle.cos() * flip, -zoom * angle.sin(), uniform(-1, 1) * room], 1),
        torch.stack([zoom * angle.sin() * flip, zoom / aspect * angle.cos(), uniform(-1, 1) * room], 1)], 1)
    grid = functional.affine_grid(theta, (n, 3, INPUT_SIZE, INPUT_SIZE), align_corners=False)
    x = functional.grid_sample(x, grid, padding_mode="reflection", align_corners=False)

    def each(low, high):
        return uniform(low, high, 1, 1, 1)

    x = x * each(0.65, 1.35) * (1 + uniform(-0.08, 0.08, 3, 1, 1))
    x = (x - x.mean((1, 2, 3), keepdim=True)) * each(0.7, 1.3) + x.mean((1, 2, 3), keepdim=True)
    grey = x.mean(1, keepdim=True)
    x = (grey + (x - grey) * each(0.4, 1.5)).clamp(0, 1)
    x = (x - torch.tensor(MEAN).view(1, 3, 1, 1)) / torch.tensor(STD).view(1, 3, 1, 1)
    for index in (torch.rand(n) < 0.2).nonzero().flatten().tolist():
        height, width = (int(v) for v in torch.randint(INPUT_SIZE // 8, INPUT_SIZE // 3, (2,)))
        top, left = int(torch.randint(0, INPUT_SIZE - height, ())), int(torch.randint(0, INPUT_SIZE - width, ()))
        x[index, :, top:top + height, left:left + width] = 0
    return x


def train(arguments):
    torch.manual_seed(arguments.seed)
    np.random.seed(arguments.seed)
    print("reading the pictures", flush=True)
    data = Data(arguments.dataset / "train", arguments.drawings, 0.1)
    network = Network(len(garments.LABELS)).to(memory_format=torch.channels_last)
    average = copy.deepcopy(network).eval()
    print(f"{data.photographs} photographs, {arguments.drawings} drawings, "
          f"{sum(p.numel() for p in network.parameters()):,} parameters", flush=True)
    decayed = [p for p in network.parameters() if p.ndim > 1]
    plain = [p for p in network.parameters() if p.ndim <= 1]
    optimizer = torch.optim.SGD(
        [{"params": decayed, "weight_decay": 1e-3}, {"params": plain, "weight_decay": 0}], lr=0.1, momentum=0.9, nesterov=True)
    steps = arguments.epochs * (data.photographs // arguments.batch)
    schedule = torch.optim.lr_scheduler.OneCycleLR(
        optimizer, max_lr=0.12, total_steps=steps, pct_start=0.2, cycle_momentum=False, final_div_factor=1000)
    validation = load_validation(arguments.dataset)
    started, step = time.monotonic(), 0
    for epoch in range(1, arguments.epochs + 1):
        network.train()
        total = 0.0
        for x, labels in data.epoch(arguments.batch):
            target = functional.one_hot(labels, len(garments.LABELS)).float()
            share, other = np.random.beta(0.2, 0.2), torch.randperm(len(x))  # mixup, https://arxiv.org/abs/1710.09412
            x, target = share * x + (1 - share) * x[other], share * target + (1 - share) * target[other]
            with torch.autocast("cpu", torch.bfloat16, enabled=arguments.bf16):
                logits = network(x.contiguous(memory_format=torch.channels_last))
            loss = functional.cross_entropy(logits.float(), target, label_smoothing=0.1)
            optimizer.zero_grad()
            loss.backward()
            torch.nn.utils.clip_grad_norm_(network.parameters(), 5)
            optimizer.step()
            schedule.step()
            total, step = total + loss.item(), step + 1
            update(average, network, min(0.998, (1 + step) / (10 + step)))
        line = f"epoch {epoch}/{arguments.epochs}  loss {total / (data.photographs // arguments.batch):.3f}  {time.monotonic() - started:.0f} s"
        if epoch % 10 == 0 or epoch == arguments.epochs:
            line += f"  validation {accuracy(average, validation):.4f}"
        print(line, flush=True)
    export(fused(average.to(memory_format=torch.contiguous_format)))
    write_golden()
    evaluate(arguments, training={"epochs": arguments.epochs, "seed": arguments.seed, "drawings": arguments.drawings,
                                  "minutes": round((time.monotonic() - started) / 60), "bf16": arguments.bf16})


def update(average, network, decay):
    """Exponential moving average of the weights: what is exported."""
    with torch.no_grad():
        for mean, value in zip(average.state_dict().values(), network.state_dict().values()):
            if mean.dtype.is_floating_point:
                mean.lerp_(value, 1 - decay)
            else:
                mean.copy_(value)


def load_validation(dataset: Path):
    pairs = files(dataset / "validation")
    return torch.stack([preprocess(path) for path, _ in pairs]), torch.tensor([label for _, label in pairs])


def logits_of(network, x):
    with torch.no_grad():
        return torch.cat([network(part) for part in x.split(64)])


def accuracy(network, validation):
    x, labels = validation
    return (logits_of(network, x).argmax(1) == labels).float().mean().item()


def export(network):
    torch.onnx.export(
        network, torch.zeros(1, 3, INPUT_SIZE, INPUT_SIZE), str(MODEL / "model.onnx"), opset_version=13,
        input_names=["image"], output_names=["logits"], dynamic_axes={"image": {0: "batch"}, "logits": {0: "batch"}})
    onnx.checker.check_model(str(MODEL / "model.onnx"))
    manifest = MODEL / "model.json"
    digest = hashlib.sha256((MODEL / "model.onnx").read_bytes()).hexdigest()
    manifest.write_text(re.sub(r'("sha256": )"[0-9a-f]*"', rf'\1"{digest}"', manifest.read_text()))


def exported() -> Network:
    """The network with the weights that model.onnx holds, so that what is judged is what ships."""
    graph = onnx.load(str(MODEL / "model.onnx")).graph
    weights = {tensor.name: torch.from_numpy(onnx.numpy_helper.to_array(tensor).copy()) for tensor in graph.initializer}
    network = fused(Network(len(garments.LABELS)))
    network.load_state_dict(weights)
    return network.eval()


def write_golden():
    """A drawing, and the tensor and probabilities that this stack makes of it."""
    folder = MODEL / "golden"
    folder.mkdir(exist_ok=True)
    garments.draw("dress", GOLDEN_SEED).save(folder / "image.jpg", quality=88)
    tensor = preprocess(folder / "image.jpg")[None]
    np.save(folder / "tensor.npy", tensor.numpy())
    np.save(folder / "probabilities.npy", logits_of(exported(), tensor).double().softmax(1).float().numpy())


def evaluate(arguments, training=None):
    x, labels = load_validation(arguments.dataset)
    logits = logits_of(exported(), x)
    predicted = logits.argmax(1)
    right = predicted == labels
    mirrored = (logits.softmax(1) + logits_of(exported(), x.flip(3)).softmax(1)).argmax(1) == labels
    confusion = [[int(((labels == a) & (predicted == b)).sum()) for b in range(len(garments.LABELS))] for a in range(len(garments.LABELS))]
    print(f"validation: {int(right.sum())} of {len(labels)} right, {right.float().mean():.4f}; flip averaged {mirrored.float().mean():.4f}")
    print(f"{'label':<12}{'images':>7}{'recall':>8}{'precision':>11}   most confused with")
    for index, name in enumerate(garments.LABELS):
        row, column = confusion[index], sum(line[index] for line in confusion)
        wrong = sorted(((count, garments.LABELS[other]) for other, count in enumerate(row) if other != index and count), reverse=True)
        print(f"{name:<12}{sum(row):>7}{row[index] / sum(row):>8.2f}{row[index] / max(1, column):>11.2f}   "
              + ", ".join(f"{other} {count}" for count, other in wrong[:2]))
    if training:
        results = {"validation": {"images": len(labels), "right": int(right.sum())}, "training": training, "labels": garments.LABELS,
                   "confusion": confusion}
        (MODEL / "training" / "results.json").write_text(json.dumps(results) + "\n")


def main():
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("command", choices=["train", "evaluate"])
    parser.add_argument("dataset", type=Path)
    parser.add_argument("--epochs", type=int, default=130)
    parser.add_argument("--batch", type=int, default=64)
    parser.add_argument("--drawings", type=int, default=2000)
    parser.add_argument("--seed", type=int, default=1)
    parser.add_argument("--threads", type=int, default=2)
    parser.add_argument("--bf16", action=argparse.BooleanOptionalAction, default="avx512_bf16" in Path("/proc/cpuinfo").read_text(),
                        help="mixed precision; by default where the processor has it")
    arguments = parser.parse_args()
    torch.set_num_threads(arguments.threads)
    {"train": train, "evaluate": evaluate}[arguments.command](arguments)


if __name__ == "__main__":
    main()
