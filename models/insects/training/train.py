#!/usr/bin/python3
"""Trains the insects model from scratch on drawings, and exports it as ONNX with its golden files.

    train.py [--epochs N]   writes model.onnx, model.json's hash and golden/, and prints the accuracy

The way Keras' tutorials do it: load_img (NEAREST), x / 255, NHWC, and one logit whose sigmoid says how likely the second label is.
On Debian: apt-get install python3-torch python3-onnx python3-pil; run with /usr/bin/python3. Three minutes on one processor.
"""

import argparse
import hashlib
import re
from pathlib import Path

import numpy as np
import onnx
import torch
from PIL import Image
from torch import nn
from torch.nn import functional

import insects

MODEL = Path(__file__).resolve().parent.parent
INPUT_SIZE = 150
TRAINING, VALIDATION = range(1000, 2000), range(100, 300)  # seeds, for each label
GOLDEN_SEED = 1


class Network(nn.Module):
    def __init__(self, widths=(16, 32, 48, 64)):
        super().__init__()
        layers, inputs = [], 3
        for width in widths:
            layers += [nn.Conv2d(inputs, width, 3, 2, 1, bias=False), nn.BatchNorm2d(width), nn.ReLU()]
            inputs = width
        self.features = nn.Sequential(*layers)
        self.head = nn.Linear(inputs, 1)

    def forward(self, image):
        """(batch, height, width, 3) to (batch, 1)."""
        return self.head(self.features(image.permute(0, 3, 1, 2)).amax((2, 3)))


def preprocess(image) -> np.ndarray:
    """What model.json states: RGB, stretched to INPUT_SIZE (nearest), x / 255, NHWC."""
    pixels = np.asarray(image.convert("RGB").resize((INPUT_SIZE, INPUT_SIZE), Image.NEAREST))
    return pixels.astype(np.float32) / np.float32(255)


def drawings(seeds):
    pairs = [(preprocess(insects.draw(name, seed)), label) for seed in seeds for label, name in enumerate(insects.LABELS)]
    return torch.from_numpy(np.stack([image for image, _ in pairs])), torch.tensor([[float(label)] for _, label in pairs])


def train(epochs) -> Network:
    torch.manual_seed(1)
    images, targets = drawings(TRAINING)
    network = Network()
    optimizer = torch.optim.AdamW(network.parameters(), lr=3e-3, weight_decay=1e-2)
    schedule = torch.optim.lr_scheduler.CosineAnnealingLR(optimizer, epochs)
    for epoch in range(1, epochs + 1):
        network.train()
        total = 0.0
        for indices in torch.randperm(len(images)).split(32):
            batch = images[indices]
            if torch.rand(()) < 0.5:
                batch = batch.flip(2)
            loss = functional.binary_cross_entropy_with_logits(network(batch), targets[indices] * 0.96 + 0.02)
            optimizer.zero_grad()
            loss.backward()
            optimizer.step()
            total += loss.item() * len(indices)
        schedule.step()
        print(f"epoch {epoch}/{epochs}  loss {total / len(images):.4f}", flush=True)
    return network.eval()


def export(network):
    torch.onnx.export(
        network, torch.zeros(1, INPUT_SIZE, INPUT_SIZE, 3), str(MODEL / "model.onnx"), opset_version=13,
        input_names=["image"], output_names=["logit"], dynamic_axes={"image": {0: "batch"}, "logit": {0: "batch"}})
    onnx.checker.check_model(str(MODEL / "model.onnx"))
    manifest, sha256 = MODEL / "model.json", hashlib.sha256((MODEL / "model.onnx").read_bytes()).hexdigest()
    manifest.write_text(re.sub('"sha256": "[^"]*"', f'"sha256": "{sha256}"', manifest.read_text()))


def write_golden(network):
    """A drawing, and the tensor and probability that this stack makes of it."""
    folder = MODEL / "golden"
    folder.mkdir(exist_ok=True)
    insects.draw("wasp", GOLDEN_SEED).save(folder / "image.jpg", quality=88)
    with Image.open(folder / "image.jpg") as image:
        tensor = preprocess(image)[None]
    with torch.no_grad():
        probability = network(torch.from_numpy(tensor)).double().sigmoid().float()
    np.save(folder / "tensor.npy", tensor)
    np.save(folder / "probabilities.npy", probability.numpy())


def evaluate(network):
    images, targets = drawings(VALIDATION)
    with torch.no_grad():
        predicted = (network(images) >= 0).float()
    for label, name in enumerate(insects.LABELS):
        of_label = targets == label
        print(f"{name}: {int((predicted == targets)[of_label].sum())} of {int(of_label.sum())} right")


def main():
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--epochs", type=int, default=10)
    parser.add_argument("--threads", type=int, default=1)
    arguments = parser.parse_args()
    torch.set_num_threads(arguments.threads)
    network = train(arguments.epochs)
    export(network)
    write_golden(network)
    evaluate(network)


if __name__ == "__main__":
    main()
