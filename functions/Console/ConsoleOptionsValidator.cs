using Microsoft.Extensions.Options;

namespace ImageClassification.Console;

[OptionsValidator]
internal sealed partial class ConsoleOptionsValidator : IValidateOptions<ConsoleOptions>;
