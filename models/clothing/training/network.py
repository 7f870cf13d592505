"""A small residual network for 112 x 112 pictures, 1.6 million parameters."""

import torch
from torch import nn
from torch.nn import functional
from torch.nn.utils.fusion import fuse_conv_bn_weights

INPUT_SIZE = 112


class Conv(nn.Module):
    """Convolution and batch normalization, which `fuse` makes one."""

    def __init__(self, inputs, outputs, kernel, stride=1):
        super().__init__()
        self.conv = nn.Conv2d(inputs, outputs, kernel, stride, kernel // 2, bias=False)
        self.norm = nn.BatchNorm2d(outputs)
        nn.init.kaiming_normal_(self.conv.weight, mode="fan_out", nonlinearity="relu")

    def forward(self, x):
        return self.norm(self.conv(x))

    def fuse(self):
        weight, bias = fuse_conv_bn_weights(
            self.conv.weight, None, self.norm.running_mean, self.norm.running_var, self.norm.eps, self.norm.weight, self.norm.bias)
        self.conv.weight, self.conv.bias = weight, bias
        self.norm = nn.Identity()


class Block(nn.Module):
    """He et al. 2016 (https://arxiv.org/abs/1512.03385), the shortcut by average pooling where it shrinks."""

    def __init__(self, inputs, outputs, stride):
        super().__init__()
        self.first = Conv(inputs, outputs, 3, stride)
        self.second = Conv(outputs, outputs, 3)
        self.shortcut = None
        if stride > 1 or inputs != outputs:
            self.shortcut = nn.Sequential(nn.AvgPool2d(stride) if stride > 1 else nn.Identity(), Conv(inputs, outputs, 1))

    def forward(self, x):
        y = self.second(functional.relu(self.first(x)))
        return functional.relu(y + (x if self.shortcut is None else self.shortcut(x)))


class Network(nn.Module):
    def __init__(self, classes, widths=(32, 64, 128, 192), depths=(2, 2, 3, 1)):
        super().__init__()
        self.stem = Conv(3, widths[0], 3, 2)
        blocks, inputs = [], widths[0]
        for stage, (width, depth) in enumerate(zip(widths, depths)):
            for index in range(depth):
                blocks.append(Block(inputs, width, 2 if index == 0 and stage > 0 else 1))
                inputs = width
        self.blocks = nn.Sequential(*blocks)
        self.dropout = nn.Dropout(0.2)
        self.head = nn.Linear(inputs, classes)

    def forward(self, image):
        x = self.blocks(functional.relu(self.stem(image)))
        return self.head(self.dropout(x.mean((2, 3))))


def fused(network: Network) -> Network:
    """For inference: every batch normalization folded into its convolution. Changes the network given."""
    network.eval()
    with torch.no_grad():
        for module in list(network.modules()):
            if isinstance(module, Conv):
                module.fuse()
    return network
