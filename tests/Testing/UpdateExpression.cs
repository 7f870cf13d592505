using System.Text.RegularExpressions;
using Amazon.DynamoDBv2.Model;

namespace ImageClassification.Testing;

/// <summary>As much of DynamoDB's expressions as updates of shared/Predictions use.</summary>
internal static partial class UpdateExpression
{
    public static Dictionary<string, AttributeValue> Apply(UpdateItemRequest request, Dictionary<string, AttributeValue>? old)
    {
        var item = new Dictionary<string, AttributeValue>(old ?? request.Key);
        var parts = request.UpdateExpression.Split(" REMOVE ");
        foreach (Match match in Assignment().Matches(parts[0]))
        {
            var (name, value) = (Name(request, match.Groups["name"].Value), request.ExpressionAttributeValues[match.Groups["value"].Value]);
            item[name] = match.Groups["once"].Success && item.TryGetValue(name, out var before) ? before : value;
        }

        foreach (var name in parts.Length > 1 ? parts[1].Split(", ") : [])
        {
            item.Remove(Name(request, name));
        }

        return item;
    }

    /// <summary>Terms joined by OR, or by AND.</summary>
    public static bool Holds(string condition, UpdateItemRequest request, Dictionary<string, AttributeValue>? item) =>
        condition.Split(" OR ").Any(either => either.Split(" AND ").All(term => HoldsTerm(term, request, item)));

    private static bool HoldsTerm(string term, UpdateItemRequest request, Dictionary<string, AttributeValue>? item)
    {
        if (term.StartsWith("attribute_not_exists(", StringComparison.Ordinal))
        {
            return item?.ContainsKey(Name(request, term[21..^1])) != true;
        }

        var words = term.Split(' ');
        if (item?.GetValueOrDefault(Name(request, words[0])) is not { } left)
        {
            return false;
        }

        var right = request.ExpressionAttributeValues[words[2]];
        return words[1] switch
        {
            "=" => (left.S ?? left.N) == (right.S ?? right.N),
            "<" => string.CompareOrdinal(left.S, right.S) < 0,
            _ => throw new NotSupportedException(term),
        };
    }

    private static string Name(UpdateItemRequest request, string name) => name[0] == '#' ? request.ExpressionAttributeNames[name] : name;

    [GeneratedRegex(@"(?<name>[#\w]+) = (?<once>if_not_exists\([#\w]+, )?(?<value>:\w+)")]
    private static partial Regex Assignment();
}
