package dev.dlmbench.cli;

import dev.dlmbench.chart.ChartStyle;
import java.util.Arrays;
import picocli.CommandLine.ITypeConverter;
import picocli.CommandLine.TypeConversionException;

/** Finds the style of charts that an option names. */
final class StyleConverter implements ITypeConverter<ChartStyle> {
    @Override
    public ChartStyle convert(String name) {
        return Arrays.stream(ChartStyle.values())
                .filter(style -> style.toString().equals(name))
                .findFirst()
                .orElseThrow(() ->
                        new TypeConversionException("there is no style '" + name + "', only " + ChartStyle.names()));
    }
}
