package dev.dlmbench.engine;

/** The types of a tensor's elements, by PyTorch's numbers for them ({@code c10/core/ScalarType.h}). */
enum ScalarType {
    /** {@code torch.int64}. */
    INT64(4),
    /** {@code torch.float32}. */
    FLOAT32(6),
    /** {@code torch.float64}. */
    FLOAT64(7),
    /** {@code torch.bool}. */
    BOOL(11),
    /** {@code torch.bfloat16}. */
    BFLOAT16(15);

    private final int code;

    ScalarType(int code) {
        this.code = code;
    }

    /** Returns the number that TorchScript knows this type by. */
    int code() {
        return code;
    }
}
