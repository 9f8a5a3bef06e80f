namespace EvalHarness.Reports.Sheets;

/// <summary>What a row of the money is.</summary>
internal enum MoneyKind
{
    /// <summary>The case as it is usually told.</summary>
    Told,

    /// <summary>A step that adds.</summary>
    Gain,

    /// <summary>A step that takes away.</summary>
    Loss,

    /// <summary>What is left.</summary>
    Sum,

    /// <summary>What another option would bring.</summary>
    Other,
}

/// <summary>A row of the money: a bar between two amounts.</summary>
/// <param name="Text">What it is.</param>
/// <param name="From">Where its bar begins.</param>
/// <param name="To">Where its bar ends.</param>
/// <param name="Amount">The amount, as it is read.</param>
/// <param name="Kind">What kind of row it is.</param>
internal sealed record MoneyStep(string Text, double From, double To, string Amount, MoneyKind Kind);
