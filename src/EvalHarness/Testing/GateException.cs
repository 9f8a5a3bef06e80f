namespace EvalHarness.Testing;

/// <summary>Says that gates of a suite do not hold: any test framework shows it as a failed test.</summary>
public sealed class GateException : Exception
{
    /// <summary>An exception without words.</summary>
    public GateException() { }

    /// <summary>An exception with words.</summary>
    /// <param name="message">Which gates do not hold and why; never a prompt or a response.</param>
    public GateException(string message)
        : base(message) { }

    /// <summary>An exception with words and what led to it.</summary>
    /// <param name="message">Which gates do not hold and why; never a prompt or a response.</param>
    /// <param name="innerException">What led to it.</param>
    public GateException(string message, Exception innerException)
        : base(message, innerException) { }
}
