using EvalHarness.Core;
using EvalHarness.Extensions;

namespace EvalHarness.Runs.Fleets;

/// <summary>The package EvalHarness.Fleet, which the library is built without and loads where a fleet is named.</summary>
internal interface IFleetPackage
{
    /// <summary>Tells a store of a run.</summary>
    /// <param name="store">Address of the store.</param>
    /// <param name="work">The run.</param>
    /// <param name="tell">Is told what the user must know, a line each.</param>
    /// <param name="cancellationToken">Ends it.</param>
    /// <exception cref="IOException">The store cannot be reached, or is of another version.</exception>
    Task<IFleet> OpenAsync(string store, FleetWork work, Action<string> tell, CancellationToken cancellationToken);

    /// <summary>Asks what runs in a store want to be asked, until it is stopped.</summary>
    /// <param name="options">How.</param>
    /// <param name="drain">Takes no more; what is in flight is waited for.</param>
    /// <param name="abandon">Gives up what is in flight.</param>
    Task WorkAsync(FleetWorkerOptions options, CancellationToken drain, CancellationToken abandon);
}

/// <summary>Finds the package.</summary>
internal static class FleetPackage
{
    private const string Name = "EvalHarness.Fleet";

    /// <summary>The build of this library: requests mean the same to programs of one build alone.</summary>
    public static string Version { get; } =
        $"{typeof(FleetPackage).Assembly.GetName().Version?.ToString(3)} {typeof(FleetPackage).Assembly.ManifestModule.ModuleVersionId:N}"[
            ..14
        ];

    /// <summary>The package.</summary>
    /// <param name="namedBy">What asks for it, for the fault: an option.</param>
    /// <exception cref="DocumentException">It is not there.</exception>
    public static IFleetPackage Load(string namedBy)
    {
        var type = Packages.Find(Name)?.GetTypes().FirstOrDefault(Is);
        return type is null
            ? throw new DocumentException(
                new Fault(
                    new Location(namedBy),
                    $"a fleet, and no package {Name}",
                    "a reference to it in a program; for the tool its files in the folder 'extensions' beside it"
                )
            )
            : (IFleetPackage)Activator.CreateInstance(type)!;
    }

    private static bool Is(Type type) =>
        type is { IsClass: true, IsAbstract: false } && type.IsAssignableTo(typeof(IFleetPackage));
}
