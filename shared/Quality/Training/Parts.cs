namespace ImageClassification.Quality.Training;

/// <summary>The parts of a training set.</summary>
[Flags]
public enum Parts
{
    None = 0,
    Train = 1,
    Validation = 2,
    Test = 4,
    All = Train | Validation | Test,
}
