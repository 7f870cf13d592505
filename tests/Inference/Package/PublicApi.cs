using System.Reflection;

namespace ImageClassification.Inference.Tests.Package;

/// <summary>What users of the package can name: every public type of the assembly, those of Contracts that they lead to, and their members.</summary>
internal static class PublicApi
{
    private const BindingFlags Declared = BindingFlags.Public | BindingFlags.Instance | BindingFlags.Static | BindingFlags.DeclaredOnly;

    /// <summary>What the compiler gives every record.</summary>
    private static readonly string[] OfRecords =
        ["Equals", "GetHashCode", "ToString", "op_Equality", "op_Inequality", "<Clone>$", "PrintMembers", "get_EqualityContract", "Deconstruct"];

    public static string Describe(Assembly assembly) =>
        string.Concat(TypesOf(assembly).OrderBy(type => type.FullName, StringComparer.Ordinal).Select(
            type => $"{type.FullName}\n{string.Concat(MembersOf(type).Select(member => $"  {member}\n"))}"));

    private static HashSet<Type> TypesOf(Assembly assembly)
    {
        var found = new HashSet<Type>();
        var open = new Queue<Type>(assembly.GetExportedTypes());
        while (open.TryDequeue(out var type))
        {
            if (type.HasElementType)
            {
                open.Enqueue(type.GetElementType()!);
            }
            else if (type.IsConstructedGenericType)
            {
                Array.ForEach([type.GetGenericTypeDefinition(), .. type.GetGenericArguments()], open.Enqueue);
            }
            else if (type.Namespace?.StartsWith("ImageClassification.", StringComparison.Ordinal) is true && !type.IsGenericParameter && found.Add(type))
            {
                Array.ForEach(type.GetNestedTypes(), open.Enqueue);
                type.GetMembers(Declared).SelectMany(Named).ToList().ForEach(open.Enqueue);
            }
        }

        return found;
    }

    private static IEnumerable<Type> Named(MemberInfo member) => member switch
    {
        MethodBase method => [.. method.GetParameters().Select(parameter => parameter.ParameterType),
            .. method is MethodInfo { ReturnType: var type } ? new[] { type } : []],
        PropertyInfo property => [property.PropertyType],
        FieldInfo field => [field.FieldType],
        _ => [],
    };

    private static IEnumerable<string> MembersOf(Type type) =>
        from member in type.GetMembers(Declared)
        where !OfRecords.Contains(member.Name) && member is not MethodInfo { IsSpecialName: true, Name: not "op_Implicit" } and not Type
        let text = member switch
        {
            ConstructorInfo constructor => $"new({Parameters(constructor)})",
            MethodInfo method => $"{(method.IsStatic ? "static " : "")}{method.Name}({Parameters(method)}): {NameOf(method.ReturnType)}",
            PropertyInfo property => $"{property.Name}: {NameOf(property.PropertyType)}",
            FieldInfo field => $"{field.Name}: {NameOf(field.FieldType)}",
            _ => member.Name,
        }
        orderby text.StartsWith("new(", StringComparison.Ordinal) ? 0 : 1, text
        select text;

    private static string Parameters(MethodBase method) =>
        string.Join(", ", method.GetParameters().Select(parameter => $"{parameter.Name}: {NameOf(parameter.ParameterType)}"));

    private static string NameOf(Type type) =>
        Nullable.GetUnderlyingType(type) is { } value ? $"{NameOf(value)}?"
        : type.IsConstructedGenericType ? $"{NameOf(type.GetGenericTypeDefinition())}<{string.Join(", ", type.GetGenericArguments().Select(NameOf))}>"
        : type.DeclaringType is { } outer && !type.IsGenericParameter ? $"{NameOf(outer)}.{type.Name}"
        : type.Name.Split('`')[0];
}
