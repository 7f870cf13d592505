namespace ImageClassification.Fuzz.Mutations;

/// <summary>A chunk, segment or block of a file, its own header and check sum included.</summary>
internal readonly record struct Part(int Start, int Length)
{
    public int End => Start + Length;
}
