using System.Text.Json;
using System.Text.Json.Serialization;

namespace ImageClassification.Contracts;

/// <summary>Writes a status by its wire name. Public for other assemblies' source-generated contexts.</summary>
public sealed class PredictionStatusJsonConverter() : JsonStringEnumConverter<PredictionStatus>(new Capitals())
{
    private sealed class Capitals : JsonNamingPolicy
    {
        public override string ConvertName(string name) => StatusName.InCapitals(name);
    }
}
