using Microsoft.Extensions.Logging;

namespace EvalHarness.Fleet.Workers;

/// <summary>What Orleans has to say, for whoever looks for a fault of the cluster.</summary>
/// <param name="tell">Is told.</param>
internal sealed class TellingLogger(Action<string> tell) : ILoggerProvider
{
    public ILogger CreateLogger(string categoryName) => new Logger(categoryName, tell);

    public void Dispose() { }

    private sealed class Logger(string category, Action<string> tell) : ILogger
    {
        public IDisposable? BeginScope<TState>(TState state)
            where TState : notnull => null;

        public bool IsEnabled(LogLevel logLevel) => logLevel != LogLevel.None;

        public void Log<TState>(
            LogLevel logLevel,
            EventId eventId,
            TState state,
            Exception? exception,
            Func<TState, Exception?, string> formatter
        ) => tell($"{logLevel}: {category}: {formatter(state, exception)} {exception?.Message}");
    }
}
