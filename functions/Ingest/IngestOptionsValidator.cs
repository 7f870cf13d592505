using Microsoft.Extensions.Options;

namespace ImageClassification.Ingest;

[OptionsValidator]
internal sealed partial class IngestOptionsValidator : IValidateOptions<IngestOptions>;
