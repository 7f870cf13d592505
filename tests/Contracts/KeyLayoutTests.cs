namespace ImageClassification.Contracts.Tests;

public sealed class KeyLayoutTests
{
    [Theory]
    [InlineData("", "2026/spring/a.jpg", "2026", "2026/")]
    [InlineData("", "a.jpg", "default", "default/")]
    [InlineData("2026/", "2026/spring/a.jpg", "spring", "2026/spring/")]
    [InlineData("shop/2026/", "shop/2026/a.jpg", "default", "shop/2026/default/")]
    [InlineData("img-", "img-a/b.jpg", "a", "img-a/")]
    public void The_first_folder_below_the_prefix_is_the_batch(string prefix, string text, string batch, string folder)
    {
        var layout = new KeyLayout(prefix);

        var found = layout.BatchOf(text);

        (layout.IsImage(text), found, layout.PrefixOf(found)).ShouldBe((true, batch, folder));
    }

    [Theory]
    [InlineData("", "trip/hat/1.jpg", "hat")]
    [InlineData("", "trip/1.jpg", null)]
    [InlineData("shop/2026/", "shop/2026/trip/1.jpg", null)]
    [InlineData("shop/2026/", "shop/2026/trip/red/hat/1.jpg", "hat")]
    public void The_folder_is_the_one_below_the_batch_however_deep_the_prefix_is(string prefix, string text, string? folder)
    {
        new KeyLayout(prefix).FolderOf(text).ShouldBe(folder);
    }

    [Theory]
    [InlineData("", "folder/", false)]
    [InlineData("2026/", "2025/a.jpg", false)]
    [InlineData("2026/", "2026/a/", false)]
    public void What_lies_elsewhere_is_no_image(string prefix, string text, bool isImage)
    {
        new KeyLayout(prefix).IsImage(text).ShouldBe(isImage);
    }

    [Fact]
    public void The_longest_batch_leaves_room_for_a_name()
    {
        var layout = new KeyLayout("größe/");

        var longest = new string('b', layout.MaxBatchBytes);

        layout.BatchOf($"größe/{longest}/1").ShouldBe(longest);
        layout.BatchOf($"größe/{longest}b/1").ShouldBe(KeyLayout.DefaultBatch);
        ObjectKey.From($"{layout.PrefixOf(longest)}1").ShouldNotBeNull();
        ObjectKey.From($"{layout.PrefixOf(longest)}12").ShouldBeNull();
    }

    [Fact]
    public void A_process_takes_one_prefix_and_no_other_after_it()
    {
        ImagePrefix.Use(ImagePrefix.Default);
        ImagePrefix.Use(ImagePrefix.Default);

        Should.Throw<InvalidOperationException>(() => ImagePrefix.Use("2026/")).Message.ShouldContain("uploads/");
        ImagePrefix.Text.ShouldBe("uploads/");
    }
}
