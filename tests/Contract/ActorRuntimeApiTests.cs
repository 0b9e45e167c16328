using System.Reflection;
using System.Text;
using Akka.Actor;
using Akka.TestKit;
using Xunit;

namespace ActorSim.Tests.Contract;

/// <summary>
/// Every public member of the embedded runtime and its test kit. All of them exist in Akka 1.5; a new one is a decision, so
/// it has to be written into the approved file. Nothing is compared when the tests are built against Akka itself.
/// </summary>
public class ActorRuntimeApiTests
{
    private static readonly string Approved = Path.Combine(AppContext.BaseDirectory, "Fixtures", "actor-runtime-api.txt");

    [Fact]
    public void The_public_members_are_the_approved_ones()
    {
        Assembly[] assemblies = [typeof(ActorSystem).Assembly, typeof(TestKitBase).Assembly];
        if (assemblies[0].GetName().Name != "ActorSim.ActorRuntime")
            return;
        var actual = string.Concat(assemblies.Select(Describe));
        var expected = File.ReadAllText(Approved);
        if (actual == expected)
            return;
        File.WriteAllText(Approved + ".received", actual);
        Assert.Equal(expected, actual);
    }

    private static string Describe(Assembly assembly)
    {
        var text = new StringBuilder();
        foreach (var type in assembly.GetExportedTypes().OrderBy(t => t.ToString(), StringComparer.Ordinal))
        {
            text.Append(type).Append(type.BaseType is { } b && b != typeof(object) ? $" : {b}" : "").Append('\n');
            foreach (var line in type.GetMembers(Members).Where(IsVisible).Select(Line).Order(StringComparer.Ordinal))
                text.Append("    ").Append(line).Append('\n');
        }
        return text.ToString();
    }

    private const BindingFlags Members =
        BindingFlags.Public | BindingFlags.NonPublic | BindingFlags.Instance | BindingFlags.Static | BindingFlags.DeclaredOnly;

    // Accessors stand for properties; explicit implementations and internals do not count.
    private static bool IsVisible(MemberInfo member) => member switch
    {
        FieldInfo field => field.IsPublic || field.IsFamily,
        MethodBase method => method.IsPublic || method.IsFamily || method.IsFamilyOrAssembly,
        _ => false,
    };

    private static string Line(MemberInfo member) => member switch
    {
        FieldInfo field => $"{field.FieldType} {field.Name}",
        MethodInfo method => $"{(method.IsStatic ? "static " : "")}{method.ReturnType} {Name(method)}({Parameters(method)})",
        MethodBase constructor => $"{constructor.Name}({Parameters(constructor)})",
        _ => member.Name,
    };

    private static string Name(MethodInfo method) =>
        method.IsGenericMethod ? $"{method.Name}<{string.Join(", ", method.GetGenericArguments().Select(a => a.Name))}>" : method.Name;

    private static string Parameters(MethodBase method) =>
        string.Join(", ", method.GetParameters().Select(p => $"{p.ParameterType} {p.Name}{(p.IsOptional ? "?" : "")}"));
}
