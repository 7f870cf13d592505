namespace ImageClassification.Inference;

/// <summary>The model, its manifest or one of its files is wrong. The message says what, where, and how to fix it.</summary>
public sealed class ModelException : Exception
{
    public ModelException(string message)
        : base(message)
    {
    }

    public ModelException(string message, Exception innerException)
        : base(message, innerException)
    {
    }
}
