namespace ImageClassification.Inference.Images.Heif;

/// <summary>A box: its type, four characters, and where in the file its header and its content start and where it ends.</summary>
internal readonly record struct HeifBox(string Type, int Start, int ContentStart, int End);
