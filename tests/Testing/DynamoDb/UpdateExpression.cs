using System.Collections.Concurrent;
using Amazon.DynamoDBv2.Model;

namespace ImageClassification.Testing;

/// <summary>DynamoDB's updates, as far as shared/ uses them: SET, if_not_exists and REMOVE. Each expression is parsed once.</summary>
internal static class UpdateExpression
{
    private static readonly ConcurrentDictionary<string, Action<Scope, Dictionary<string, AttributeValue>>[]> Parsed = [];

    /// <returns>The item as it is afterwards.</returns>
    public static Dictionary<string, AttributeValue> Apply(UpdateItemRequest request, Dictionary<string, AttributeValue>? old)
    {
        var item = new Dictionary<string, AttributeValue>(old ?? request.Key);
        var scope = new Scope(old, request.ExpressionAttributeNames, request.ExpressionAttributeValues);
        Array.ForEach(Parsed.GetOrAdd(request.UpdateExpression, expression => [.. Parse(new Tokens(expression))]), action => action(scope, item));
        return item;
    }

    private static IEnumerable<Action<Scope, Dictionary<string, AttributeValue>>> Parse(Tokens tokens)
    {
        while (tokens.Any)
        {
            var clause = tokens.Take();
            do
            {
                yield return clause switch
                {
                    "SET" => Set(tokens),
                    "REMOVE" when tokens.Take() is var path => (scope, item) => item.Remove(scope.Name(path)),
                    _ => throw new NotSupportedException($"The clause {clause} is not known here."),
                };
            }
            while (tokens.Takes(","));
        }
    }

    private static Action<Scope, Dictionary<string, AttributeValue>> Set(Tokens tokens)
    {
        var path = tokens.Take();
        tokens.Expect("=");
        if (!tokens.Takes("if_not_exists"))
        {
            var value = tokens.Take();
            return (scope, item) => item[scope.Name(path)] = scope.Find(value)!;
        }

        tokens.Expect("(");
        var existing = tokens.Take();
        tokens.Expect(",");
        var otherwise = tokens.Take();
        tokens.Expect(")");
        return (scope, item) => item[scope.Name(path)] = scope.Find(existing) ?? scope.Find(otherwise)!;
    }
}
