/** Black-box tests of a running node, named by clause of ETSI GS CIM 009 V1.9.1. */
@NullMarked
package eu.twintown.conformance;

import org.jspecify.annotations.NullMarked;
