using ImageClassification.Inference;
using ImageClassification.Inference.Tests;

namespace ImageClassification.Models.Tests;

public sealed class NpyFileTests : IDisposable
{
    private readonly string _path = Path.GetTempFileName();

    [Fact]
    public void What_numpy_wrote_is_written_again_byte_by_byte()
    {
        var golden = Path.Combine(Repository.Root, "models", "insects", "golden", "tensor.npy");

        NpyFile.Read(golden).Write(_path);

        File.ReadAllBytes(_path).SequenceEqual(File.ReadAllBytes(golden)).ShouldBeTrue();
    }

    [Theory]
    [InlineData("<f2", new byte[] { 0x00, 0x3C, 0x00, 0xC0 }, new float[] { 1, -2 })]
    [InlineData("|u1", new byte[] { 0, 255 }, new float[] { 0, 255 })]
    public void Every_type_of_tensor_is_read_back(string type, byte[] data, float[] values)
    {
        new NpyFile(type, [2], data).Write(_path);

        var read = NpyFile.Read(_path);

        read.Shape.ShouldBe([2]);
        read.ToFloats().ShouldBe(values);
    }

    [Fact]
    public void What_is_no_array_is_refused()
    {
        File.WriteAllText(_path, "not an array at all");

        Should.Throw<ModelException>(() => NpyFile.Read(_path)).Message.ShouldContain("numpy.save");
    }

    public void Dispose() => File.Delete(_path);
}
