using System.Globalization;

namespace EvalHarness.Core;

/// <summary>A place in a file that somebody wrote.</summary>
/// <param name="File">Path as the user gave it, or relative to the working folder.</param>
/// <param name="Line">Line, from 1; 0 when the whole file is meant.</param>
/// <param name="Column">Column, from 1; 0 when the whole line is meant.</param>
public readonly record struct Location(string File, int Line = 0, int Column = 0)
{
    /// <summary>The place as <c>file:line:column</c>, the form that editors and terminals link.</summary>
    public override string ToString() =>
        (Line, Column) switch
        {
            (0, _) => File,
            (_, 0) => string.Create(CultureInfo.InvariantCulture, $"{File}:{Line}"),
            _ => string.Create(CultureInfo.InvariantCulture, $"{File}:{Line}:{Column}"),
        };
}
