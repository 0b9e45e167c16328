using System.Reflection;
using Akka.Configuration;

namespace Akka.Util;

/// <summary>Finds types that a configuration names, with the assembly names of the packages that this runtime stands in for.</summary>
internal static class TypeNames
{
    public static T Create<T>(string typeName, params object[] arguments)
        where T : class
    {
        var type = Find(typeName) ?? throw new ConfigurationException($"type '{typeName}' does not exist; give 'Namespace.Type, Assembly'");
        const BindingFlags Flags = BindingFlags.Instance | BindingFlags.Public | BindingFlags.DoNotWrapExceptions;
        return Activator.CreateInstance(type, Flags, null, arguments, null) as T
            ?? throw new ConfigurationException($"type '{typeName}' is not a {typeof(T)}");
    }

    private static Type? Find(string typeName)
    {
        var comma = typeName.IndexOf(',');
        if (comma < 0)
            return Type.GetType(typeName) ?? typeof(TypeNames).Assembly.GetType(typeName);
        var assembly = typeName[(comma + 1)..].Trim();
        var stand = assembly switch
        {
            "Akka" => typeof(TypeNames).Assembly.GetName().Name,
            "Akka.TestKit" => typeof(TypeNames).Assembly.GetName().Name + ".TestKit",
            _ => assembly,
        };
        return Type.GetType($"{typeName[..comma].Trim()}, {stand}");
    }
}
