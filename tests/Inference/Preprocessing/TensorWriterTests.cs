using System.Runtime.InteropServices;
using ImageClassification.Inference.Images;
using ImageClassification.Inference.Models;
using ImageClassification.Inference.Preprocessing;

namespace ImageClassification.Inference.Tests.Preprocessing;

public class TensorWriterTests
{
    [Theory]
    [InlineData("Nchw", "Rgb", new float[] { 1, 4, 2, 5, 3, 6 })]
    [InlineData("Nchw", "Bgr", new float[] { 3, 6, 2, 5, 1, 4 })]
    [InlineData("Nhwc", "Rgb", new float[] { 1, 2, 3, 4, 5, 6 })]
    [InlineData("Nhwc", "Bgr", new float[] { 3, 2, 1, 6, 5, 4 })]
    public void Values_stand_in_the_order_of_layout_and_channels(string layout, string order, float[] expected)
    {
        using var image = TwoPixels();
        var tensor = new float[6];

        Writer(layout, order, new Normalization()).Write(image, MemoryMarshal.AsBytes(tensor.AsSpan()));

        tensor.ShouldBe(expected);
    }

    [Fact]
    public void Means_belong_to_the_tensors_channels_not_to_the_images()
    {
        using var image = TwoPixels();
        var tensor = new float[6];

        Writer("Nhwc", "Bgr", new Normalization(mean: [100, 10, 1])).Write(image, MemoryMarshal.AsBytes(tensor.AsSpan()));

        tensor.ShouldBe([-97, -8, 0, -94, -5, 3]);
    }

    [Fact]
    public void A_tensor_of_another_size_is_refused()
    {
        using var image = TwoPixels();

        Should.Throw<ArgumentException>(() => Writer("Nhwc", "Rgb", new Normalization()).Write(image, new byte[7 * sizeof(float)]));
    }

    private static TensorWriter Writer(string layout, string order, Normalization normalization) => TensorWriter.For(
        new ModelInput
        {
            Name = "image",
            Layout = Enum.Parse<TensorLayout>(layout),
            ChannelOrder = Enum.Parse<ChannelOrder>(order),
            Width = 2,
            Height = 1,
        },
        normalization);

    private static RgbImage TwoPixels()
    {
        var image = new RgbImage(2, 1);
        ((ReadOnlySpan<byte>)[1, 2, 3, 4, 5, 6]).CopyTo(image.Pixels);
        return image;
    }
}
