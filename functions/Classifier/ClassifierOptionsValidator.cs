using Microsoft.Extensions.Options;

namespace ImageClassification.Classifier;

[OptionsValidator]
internal sealed partial class ClassifierOptionsValidator : IValidateOptions<ClassifierOptions>;
