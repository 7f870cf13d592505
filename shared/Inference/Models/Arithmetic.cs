namespace ImageClassification.Inference.Models;

internal enum Arithmetic
{
    Add,
    Subtract,
    Multiply,
    Divide,
}
