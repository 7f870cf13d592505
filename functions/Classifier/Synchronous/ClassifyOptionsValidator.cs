using Microsoft.Extensions.Options;

namespace ImageClassification.Classifier.Synchronous;

[OptionsValidator]
internal sealed partial class ClassifyOptionsValidator : IValidateOptions<ClassifyOptions>;
