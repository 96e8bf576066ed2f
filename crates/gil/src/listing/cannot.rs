//! What the machine cannot do, in the words of somebody who writes Python; and what to write in its place.

/// Why there is no such instruction here.
pub(super) fn why(name: &str) -> &'static str {
    match name {
        "STORE_ATTR" | "DELETE_ATTR" | "LOAD_BUILD_CLASS" => {
            "it has no classes, and no objects with attributes of their own; keep the value in a global variable"
        }
        "LOAD_CLOSURE" | "LOAD_DEREF" | "STORE_DEREF" | "MAKE_CELL" | "COPY_FREE_VARS" | "LOAD_CLASSDEREF" => {
            "its functions see their own variables and the module's, not those of a function around them; make the variable global"
        }
        "SETUP_ANNOTATIONS" => "it has no annotations; write `x = 0` for `x: int = 0`",
        "BINARY_POWER"
        | "BINARY_TRUE_DIVIDE"
        | "BINARY_LSHIFT"
        | "BINARY_RSHIFT"
        | "BINARY_AND"
        | "BINARY_OR"
        | "BINARY_XOR"
        | "INPLACE_POWER"
        | "INPLACE_TRUE_DIVIDE"
        | "INPLACE_LSHIFT"
        | "INPLACE_RSHIFT"
        | "INPLACE_AND"
        | "INPLACE_OR"
        | "INPLACE_XOR" => "it computes with + - * // % only",
        "SET_FUNCTION_ATTRIBUTE" => "its functions have no default values and no annotations; pass all arguments",
        "SETUP_FINALLY"
        | "RAISE_VARARGS"
        | "LOAD_ASSERTION_ERROR"
        | "LOAD_COMMON_CONSTANT"
        | "RERAISE"
        | "PUSH_EXC_INFO"
        | "CHECK_EXC_MATCH"
        | "POP_EXCEPT" => "it has no `try`, `raise` and `assert`; an exception ends its thread",
        "YIELD_VALUE" | "RETURN_GENERATOR" | "GEN_START" | "GET_YIELD_FROM_ITER" | "SEND" | "GET_AWAITABLE" => {
            "it has no generators and no coroutines"
        }
        "FORMAT_VALUE" | "FORMAT_SIMPLE" | "FORMAT_WITH_SPEC" | "CONVERT_VALUE" | "BUILD_STRING" => {
            "it computes no texts; print the values: print('x =', x)"
        }
        "BUILD_SET" | "SET_ADD" | "SET_UPDATE" | "MAP_ADD" | "DICT_UPDATE" | "DICT_MERGE" => {
            "it has no sets, and builds dictionaries from single entries only"
        }
        "CONTAINS_OP" => "it does not look for a value in a container; write the loop",
        "BUILD_SLICE" | "BINARY_SLICE" | "STORE_SLICE" => "it has no slices; write the loop",
        "DELETE_NAME" | "DELETE_GLOBAL" | "DELETE_FAST" | "DELETE_SUBSCR" => "nothing can be deleted; assign None",
        "CALL_FUNCTION_EX" => "it knows no `*args` and `**names`; write the arguments out",
        "END_FOR" => "it stands at the end of a `for` loop only",
        "LOAD_SPECIAL" => "it stands at the beginning of a `with` block only",
        _ => "its instructions are those in crates/gil/src/listing/opcodes.rs; use simpler Python",
    }
}
