using Microsoft.Extensions.Options;

namespace ImageClassification.Query;

[OptionsValidator]
internal sealed partial class QueryOptionsValidator : IValidateOptions<QueryOptions>;
