using EvalHarness.Core;
using Spectre.Console;
using Spectre.Console.Rendering;

namespace EvalHarness.Cli;

/// <summary>Sees that nothing from data or models reaches a terminal as a command: every text is made visible, our own codes stay.</summary>
internal sealed class VisibleOutput : IRenderHook
{
    /// <inheritdoc/>
    public IEnumerable<IRenderable> Process(RenderOptions options, IEnumerable<IRenderable> renderables) =>
        renderables.Select(one => new Shown(one));

    private sealed class Shown(IRenderable inner) : IRenderable
    {
        public Measurement Measure(RenderOptions options, int maxWidth) => inner.Measure(options, maxWidth);

        public IEnumerable<Segment> Render(RenderOptions options, int maxWidth) =>
            inner.Render(options, maxWidth).Select(Visible);

        private static Segment Visible(Segment segment) =>
            segment.IsControlCode
            || segment.IsLineBreak
            || VisibleText.Of(segment.Text) is var text && text == segment.Text
                ? segment
                : new Segment(text, segment.Style);
    }
}
