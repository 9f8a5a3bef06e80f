using System.ComponentModel.DataAnnotations;
using EvalHarness.Core;

namespace EvalHarness.Llama;

/// <summary>A LoRA adapter over the weights of a model.</summary>
/// <param name="File">The adapter, a GGUF file made for the same model.</param>
/// <param name="Scale">How strongly it is applied; 1 by default, 0 is the model without it.</param>
[Keyword("adapter")]
public sealed record LlamaAdapter(FilePath File, [Range(-100.0, 100.0)] double Scale = 1);
