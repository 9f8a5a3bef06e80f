namespace EvalHarness.Reports.Figures;

/// <summary>A chart made ready for the page.</summary>
/// <param name="Json">Traces and layout as Plotly reads them, safe inside a script element; colours are tokens of the theme.</param>
/// <param name="Height">Height in pixels, a multiple of 20.</param>
/// <param name="Label">What it shows, for those who cannot see it.</param>
public sealed record Figure(string Json, int Height, string Label);
