namespace EvalHarness.Tests.Architecture;

/// <summary>A row of the floor table.</summary>
public sealed record Room(int Floor, string Name, string[] MayUse, string[] Packages)
{
    /// <summary>The namespace that the room's folder stands for.</summary>
    public string Namespace => "EvalHarness." + Name;

    /// <summary>Its sub-rooms, each using only those before it; empty where it has none.</summary>
    public string[] SubRooms { get; init; } = [];

    /// <summary>Whether a package is among those that the room may use, or is a part of one.</summary>
    public bool MayUsePackage(string package) =>
        Packages.Any(allowed => package == allowed || package.StartsWith(allowed + ".", StringComparison.Ordinal));

    /// <inheritdoc/>
    public override string ToString() => Name;
}
