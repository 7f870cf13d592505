// Bytes to the best labels with sharp and onnxruntime-node, as a Node function would do it: the clothing model's
// preprocessing as near as sharp comes to it (its linear kernel, where the model was trained with Pillow's bilinear).
import { readFileSync } from 'node:fs'
import ort from 'onnxruntime-node'
import sharp from 'sharp'

const size = 112
const mean = [0.485, 0.456, 0.406]
const std = [0.229, 0.224, 0.225]

sharp.concurrency(1) // images run beside each other, as they do in the other programs
sharp.cache(false)

export async function tensor(bytes) {
  const pixels = await sharp(bytes, { limitInputPixels: 64_000_000 })
    .resize(size, size, { fit: 'fill', kernel: 'linear' })
    .removeAlpha()
    .raw()
    .toBuffer()
  const area = size * size
  const values = new Float32Array(3 * area)
  for (let channel = 0; channel < 3; channel++) {
    for (let from = channel, to = channel * area; from < pixels.length; from += 3, to++) {
      values[to] = (pixels[from] / 255 - mean[channel]) / std[channel]
    }
  }
  return values
}

export async function load(folder) {
  const labels = readFileSync(`${folder}/labels.txt`, 'utf8').trim().split('\n')
  const session = await ort.InferenceSession.create(`${folder}/model.onnx`, { intraOpNumThreads: 1, interOpNumThreads: 1 })
  return { labels, session }
}

export async function infer({ labels, session }, values) {
  const { logits } = await session.run({ image: new ort.Tensor('float32', values, [1, 3, size, size]) })
  const largest = Math.max(...logits.data)
  const powers = Array.from(logits.data, value => Math.exp(value - largest))
  const sum = powers.reduce((total, power) => total + power)
  return powers
    .map((power, index) => ({ label: labels[index], confidence: power / sum }))
    .sort((a, b) => b.confidence - a.confidence)
    .slice(0, 5)
}
