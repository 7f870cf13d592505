using ImageClassification.Inference;

namespace ImageClassification.Models.Tests;

public class LabelFileTests
{
    private static readonly string[] Expected = ["tench", "goldfish, Carassius", "it's"];

    [Theory]
    [InlineData("tench\ngoldfish, Carassius\nit's")]
    [InlineData("\uFEFFtench\r\ngoldfish, Carassius\r\nit's\r\n\r\n\n")]
    [InlineData("0 tench\n1 goldfish, Carassius\n2 it's\n")]
    [InlineData("0,tench\n1,goldfish, Carassius\n2,it's")]
    [InlineData("0: tench\n1: goldfish, Carassius\n2: it's")]
    [InlineData("1\ttench\n2\tgoldfish, Carassius\n3\tit's")]
    [InlineData("id,name\n0,tench\n1,\"goldfish, Carassius\"\n2,it's")]
    [InlineData("name,index\ntench,0\nit's,2\n\"goldfish, Carassius\",1")]
    [InlineData("n01440764 tench\nn01443537 goldfish, Carassius\nn01484850 it's")]
    [InlineData("""["tench", "goldfish, Carassius", "it's"]""")]
    [InlineData("""{"0": "tench", "2": "it's", "1": "goldfish, Carassius"}""")]
    [InlineData("""{"0": ["n01440764", "tench"], "1": ["n01443537", "goldfish, Carassius"], "2": ["n01484850", "it's"]}""")]
    [InlineData("""{"tench": 0, "it's": 2, "goldfish, Carassius": 1}""")]
    [InlineData("""{"modelName": "toys", "labels": ["tench", "goldfish, Carassius", "it's"]}""")]
    [InlineData("""[{"id": 0, "name": "tench"}, {"id": 1, "name": "goldfish, Carassius"}, {"id": 2, "name": "it's"}]""")]
    [InlineData("""{0: 'tench', 1: 'goldfish, Carassius', 2: "it's"}""")]
    [InlineData("""{0: 'tench',\n 1: 'goldfish, Carassius',\n 2: 'it\'s'}""")]
    [InlineData("""['tench', 'goldfish, Carassius', "it's"]""")]
    public void Names_are_read_in_every_form_that_people_keep_them_in(string text) =>
        LabelFile.Parse(text.Replace("\\n", "\n", StringComparison.Ordinal).Trim('\uFEFF', '\r', '\n', ' '), "labels.txt").ShouldBe(Expected);

    [Theory]
    [InlineData("0\n1\n2\n3")]
    [InlineData("7 up\n1 apple\n4 pears")]
    [InlineData("n1 road\nn2 road")]
    public void Names_that_only_look_numbered_stay_as_they_are(string text) =>
        LabelFile.Parse(text, "labels.txt").ShouldBe(text.Split('\n'));

    [Theory]
    [InlineData("", "contains no class names")]
    [InlineData("cat", "contains no class names")]
    [InlineData("cat\n\ndog", "line 2 is empty")]
    [InlineData("""{"version": "1"}""", "contains no class names")]
    public void What_holds_no_names_is_refused(string text, string expected) =>
        Should.Throw<ModelException>(() => LabelFile.Parse(text, "labels.txt")).Message.ShouldContain(expected);

    [Fact]
    public void Names_that_stand_there_again_are_told_apart_and_said_so()
    {
        var (labels, notes) = ClassNames.ToldApart(["crane", "maillot", "crane", "crane (2)", "crane"]);

        labels.ShouldBe(["crane", "maillot", "crane (3)", "crane (2)", "crane (4)"]);
        notes.Count.ShouldBe(2);
        notes[0].ShouldContain("the one of output 2 is called 'crane (3)'");
    }
}
