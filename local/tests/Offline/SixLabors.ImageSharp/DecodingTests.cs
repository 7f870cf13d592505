namespace ImageClassification.Offline.Images;

public sealed class DecodingTests
{
    public static TheoryData<string> Names => [.. Golden.Names];

    [Theory]
    [MemberData(nameof(Names))]
    public void A_file_decodes_to_the_pixels_that_Pillow_gives(string name)
    {
        Formats.DecodeRgb(Golden.File(name)).ShouldBe(Golden.Rgb(name));
    }

    [Fact]
    public async Task Several_threads_decode_at_once()
    {
        var cancellationToken = TestContext.Current.CancellationToken;
        var files = Golden.Names.Select(name => (File: Golden.File(name), Rgb: Golden.Rgb(name))).ToList();

        var decoded = await Task.WhenAll(Enumerable.Range(0, 8).Select(_ => Task.Run(
            () => Enumerable.Repeat(files, 20).SelectMany(all => all).All(image => Formats.DecodeRgb(image.File).AsSpan().SequenceEqual(image.Rgb)),
            cancellationToken)));

        decoded.ShouldAllBe(equal => equal);
    }
}
