namespace EvalHarness.Scoring.Numbers;

/// <summary>A number as a text states it.</summary>
/// <param name="Value">The value as printed, scale words applied: 12.5 for "12.5%", 1.2e9 for "$1.2bn".</param>
/// <param name="Unit">What one of it is worth: 1/100 for percent, 1/10000 for basis points, 1 otherwise.</param>
/// <param name="Currency">ISO code of the currency; null where none was given.</param>
/// <param name="Decimals">Digits after the decimal point as printed.</param>
/// <param name="Scale">What the printed digits were multiplied by: 1e9 for "bn", 1000 for "e3", 1 without.</param>
internal readonly record struct ParsedNumber(
    double Value,
    NumberUnit Unit = NumberUnit.One,
    string? Currency = null,
    int Decimals = 0,
    double Scale = 1
)
{
    /// <summary>The value in plain units: 0.125 for "12.5%", 0.0025 for "25 bps".</summary>
    public double Fraction =>
        Unit switch
        {
            NumberUnit.Percent => Value / 100,
            NumberUnit.BasisPoint => Value / 10_000,
            _ => Value,
        };
}

/// <summary>What a number counts.</summary>
internal enum NumberUnit
{
    /// <summary>Plain units.</summary>
    One,

    /// <summary>Hundredths.</summary>
    Percent,

    /// <summary>Ten-thousandths.</summary>
    BasisPoint,
}
