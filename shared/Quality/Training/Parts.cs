namespace ImageClassification.Quality.Training;

/// <summary>What images of a training set are for.</summary>
[Flags]
public enum Parts
{
    None = 0,
    Train = 1,
    Validation = 2,
    Test = 4,
    All = Train | Validation | Test,
}
